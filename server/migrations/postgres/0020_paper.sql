-- How it is known that the people of a roll want to be members: what was signed on paper, and who keeps it. One row for the
-- decision that takes them in; each of its membership events names the decision.
CREATE TABLE roll_confirmations (
    decision_id     UUID PRIMARY KEY REFERENCES decisions (id),
    reason          TEXT NOT NULL,
    confirmed_by    TEXT NOT NULL,
    confirmed_on    DATE NOT NULL,
    who             TEXT NOT NULL
);
