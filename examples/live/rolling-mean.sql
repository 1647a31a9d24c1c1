-- Made-up readings of three sensors: ./millrace run --ui examples/live/rolling-mean.sql
CREATE TABLE readings (
  sensor_id INT,
  ts TIMESTAMP_LTZ(3),
  celsius DOUBLE,
  WATERMARK FOR ts AS ts
) WITH (
  'connector' = 'datagen', 'rows-per-second' = '30', 'seed' = '1',
  'fields.sensor_id.min' = '1', 'fields.sensor_id.max' = '3',
  'fields.celsius.min' = '19', 'fields.celsius.max' = '23'
);

-- Rolling mean of the last 30 readings
SELECT sensor_id, ts,
  AVG(celsius) OVER (
    PARTITION BY sensor_id ORDER BY ts
    ROWS BETWEEN 29 PRECEDING AND CURRENT ROW) AS rolling_mean_celsius
FROM readings;

-- Readings as they come
SELECT sensor_id, ts, celsius FROM readings;
