DROP TABLE IF EXISTS temp.link;
DROP TABLE IF EXISTS temp.patient;
DROP TABLE IF EXISTS temp.visit;
DROP TABLE IF EXISTS temp.series;
PRAGMA query_only = on;
