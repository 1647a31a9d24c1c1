-- Made-up orders: ./millrace run --ui examples/live/orders.sql
CREATE TABLE orders (
  shop STRING,
  amount DOUBLE,
  ts TIMESTAMP_LTZ(3),
  WATERMARK FOR ts AS ts - INTERVAL '0.1' SECOND
) WITH (
  'connector' = 'datagen', 'rows-per-second' = '2000',
  'fields.shop.length' = '1',
  'fields.amount.min' = '5', 'fields.amount.max' = '100'
);

-- Turnover a second
SELECT window_end, COUNT(*) AS orders, SUM(amount) AS turnover
FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '1' SECOND))
GROUP BY window_start, window_end;

-- Turnover by shop, so far
SELECT shop, SUM(amount) AS turnover FROM orders GROUP BY shop;

-- Mean of the last 1000 orders
SELECT ts, AVG(amount) OVER (ORDER BY ts ROWS BETWEEN 999 PRECEDING AND CURRENT ROW) AS mean_amount FROM orders;
