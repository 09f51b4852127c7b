-- Who set the target of a month, and when: the record that the figure opens. Of earlier ones the audit log tells.
ALTER TABLE month_reports ADD COLUMN target_staff_id BLOB REFERENCES staff (id);
ALTER TABLE month_reports ADD COLUMN target_at TEXT;
