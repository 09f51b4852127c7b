-- A union may cover several employers that it names, not one only.
UPDATE union_profiles SET scope = 'employers' WHERE scope = 'employer';
