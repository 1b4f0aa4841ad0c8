DROP TABLE IF EXISTS temp.link;
DROP TABLE IF EXISTS temp.patient;
DROP TABLE IF EXISTS temp.visit;
DROP TABLE IF EXISTS temp.series;
DROP TABLE IF EXISTS temp.episode;
DROP TABLE IF EXISTS temp.bed;
DROP TABLE IF EXISTS temp.bed_link;
DROP TABLE IF EXISTS temp.tube;
PRAGMA query_only = on;
