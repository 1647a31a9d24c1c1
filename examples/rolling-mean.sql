-- The mean of the last three readings of each sensor.
CREATE TABLE readings (
  sensor STRING,
  ts TIMESTAMP(3),
  celsius DOUBLE,
  WATERMARK FOR ts AS ts
) WITH ('connector' = 'filesystem', 'path' = 'readings.csv', 'format' = 'csv');

SELECT sensor, ts, celsius,
  AVG(celsius) OVER (
    PARTITION BY sensor ORDER BY ts
    ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS rolling_mean
FROM readings;
