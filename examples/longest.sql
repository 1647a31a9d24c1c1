-- The longest ride of each hour, and the part of town where it began.
CREATE TABLE rides (
  station STRING,
  started TIMESTAMP(3),
  minutes DOUBLE,
  WATERMARK FOR started AS started - INTERVAL '5' MINUTE
) WITH ('connector' = 'filesystem', 'path' = 'rides.csv', 'format' = 'csv');

CREATE VIEW stations AS
SELECT * FROM (VALUES ('Harbour', 'north'), ('Museum', 'centre')) AS s (station, part);

CREATE VIEW ranked AS
SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY minutes DESC) AS place
FROM TABLE(TUMBLE(TABLE rides, DESCRIPTOR(started), INTERVAL '1' HOUR));

SELECT r.window_start, r.station, s.part, r.minutes
FROM ranked AS r JOIN stations AS s ON r.station = s.station
WHERE r.place = 1
ORDER BY window_start;
