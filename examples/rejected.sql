-- Nothing is lost silently: what could not be read is in meters$errors, what came too late in meters$late.
CREATE TABLE meters (
  meter STRING,
  ts TIMESTAMP(3),
  kilowatts DOUBLE,
  WATERMARK FOR ts AS ts - INTERVAL '10' SECOND
) WITH ('connector' = 'filesystem', 'path' = 'meters.csv', 'format' = 'csv');

SELECT window_start, meter, AVG(kilowatts) AS mean_kilowatts
FROM TABLE(TUMBLE(TABLE meters, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, meter;

SELECT raw_text, reason FROM meters$errors;

SELECT ts, meter, kilowatts, operator FROM meters$late;
