-- What a worker completes of the full profile before the committee has decided; then it goes to the member.
ALTER TABLE applications ADD COLUMN profile TEXT NOT NULL DEFAULT '{}';
-- Finds who joined after entering a competition.
CREATE INDEX membership_events_joined ON membership_events (member_id, change, at);
