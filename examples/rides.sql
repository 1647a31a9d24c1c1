-- Rides an hour and station, from a CSV file.
CREATE TABLE rides (
  station STRING,
  started TIMESTAMP(3),
  minutes DOUBLE,
  WATERMARK FOR started AS started - INTERVAL '5' MINUTE
) WITH ('connector' = 'filesystem', 'path' = 'rides.csv', 'format' = 'csv');

SELECT window_start, station, COUNT(*) AS rides, AVG(minutes) AS mean_minutes
FROM TABLE(TUMBLE(TABLE rides, DESCRIPTOR(started), INTERVAL '1' HOUR))
GROUP BY window_start, window_end, station;
