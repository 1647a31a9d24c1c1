-- Totals that are kept up to date while rows come; the file is played back 3600 times faster than it happened.
CREATE TABLE rides (
  station STRING,
  started TIMESTAMP(3),
  minutes DOUBLE
) WITH ('connector' = 'filesystem', 'path' = 'rides.csv', 'format' = 'csv', 'replay.speed' = '3600');

SELECT station, COUNT(*) AS rides, SUM(minutes) AS minutes
FROM rides
GROUP BY station;
