-- A price that falls, then rises, all within an hour: rows that follow one another as a pattern says.
CREATE TABLE prices (
  symbol STRING,
  ts TIMESTAMP(3),
  price INT,
  WATERMARK FOR ts AS ts - INTERVAL '1' MINUTE
) WITH ('connector' = 'filesystem', 'path' = 'prices.csv', 'format' = 'csv');

SELECT *
FROM prices MATCH_RECOGNIZE (
  PARTITION BY symbol
  ORDER BY ts
  MEASURES START_ROW.ts AS start_ts, COUNT(DOWN.price) AS falls, LAST(DOWN.price) AS lowest, MATCH_ROWTIME() AS end_ts
  ONE ROW PER MATCH
  AFTER MATCH SKIP TO LAST UP
  PATTERN (START_ROW DOWN+ UP) WITHIN INTERVAL '1' HOUR
  DEFINE
    DOWN AS DOWN.price < LAST(DOWN.price, 1) OR LAST(DOWN.price, 1) IS NULL AND DOWN.price < START_ROW.price,
    UP AS UP.price > LAST(DOWN.price)
);
