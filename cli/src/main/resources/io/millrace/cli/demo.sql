-- The tour: what this machine does, as it happens. Every SELECT is a tile of the live page, and the comment above it is
-- the tile's title. The same statements run anywhere: millrace run --ui my.sql

CREATE TABLE cpu (
  ts TIMESTAMP_LTZ(3), core BIGINT, busy DOUBLE,
  WATERMARK FOR ts AS ts - INTERVAL '0.001' SECOND
) WITH ('connector' = 'system', 'metrics' = 'cpu', 'interval' = '200 ms');

CREATE TABLE memory (
  ts TIMESTAMP_LTZ(3), used BIGINT, cached BIGINT, used_percent DOUBLE,
  WATERMARK FOR ts AS ts - INTERVAL '0.001' SECOND
) WITH ('connector' = 'system', 'metrics' = 'memory', 'interval' = '500 ms');

CREATE TABLE network (
  ts TIMESTAMP_LTZ(3), interface STRING, rx_bytes_per_s DOUBLE, tx_bytes_per_s DOUBLE,
  WATERMARK FOR ts AS ts - INTERVAL '0.001' SECOND
) WITH ('connector' = 'system', 'metrics' = 'network', 'interval' = '500 ms');

CREATE TABLE process (
  ts TIMESTAMP_LTZ(3), pid BIGINT, name STRING, cpu_percent DOUBLE, memory_bytes BIGINT,
  WATERMARK FOR ts AS ts - INTERVAL '0.001' SECOND
) WITH ('connector' = 'system', 'metrics' = 'process', 'interval' = '1 s', 'top' = '12');

CREATE TABLE machine_load (
  ts TIMESTAMP_LTZ(3), load1 DOUBLE, load5 DOUBLE, load15 DOUBLE,
  WATERMARK FOR ts AS ts - INTERVAL '0.001' SECOND
) WITH ('connector' = 'system', 'metrics' = 'load', 'interval' = '1 s');

-- CPU by core, mean of 25 samples
SELECT ts, 'core ' || CAST(core AS STRING) AS core, AVG(busy) OVER (
  PARTITION BY core ORDER BY ts ROWS BETWEEN 24 PRECEDING AND CURRENT ROW) AS busy_percent
FROM cpu;

-- CPU every 2 s: low, mean, high
SELECT window_end, MIN(busy) AS low_percent, AVG(busy) AS mean_percent, MAX(busy) AS high_percent
FROM TABLE(TUMBLE(TABLE cpu, DESCRIPTOR(ts), INTERVAL '2' SECOND))
GROUP BY window_start, window_end;

-- Memory in use
SELECT ts, used AS used_bytes, cached AS cached_bytes FROM memory;

-- Busiest programs so far
SELECT name, SUM(cpu_percent) / 100 AS cpu_seconds FROM process GROUP BY name;

-- Network by interface, 5 s hop 1 s
SELECT window_end, interface, AVG(rx_bytes_per_s + tx_bytes_per_s) AS bytes_per_s
FROM TABLE(HOP(TABLE network, DESCRIPTOR(ts), INTERVAL '1' SECOND, INTERVAL '5' SECOND))
GROUP BY window_start, window_end, interface;

-- Load
SELECT ts, load1, load5, load15 FROM machine_load;
