-- Taxi fares, learned ride by ride: each is predicted before it is learned. The tariff goes up with ride 2001.
CREATE TABLE numbers (n INT) WITH ('connector' = 'datagen',
  'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '3000');

CREATE VIEW rides AS
SELECT n, dist, zone, ROUND(base + 1.8 * dist + CASE zone WHEN 'airport' THEN 9 ELSE 0 END + traffic, 2) AS fare
FROM (
  SELECT n, MOD(n * 7919, 100) / 10.0 AS dist,
    CASE MOD(n, 3) WHEN 0 THEN 'airport' ELSE 'city' END AS zone,
    CASE WHEN n <= 2000 THEN 2.5 ELSE 6.5 END AS base, (MOD(n * 104729, 13) - 6) / 10.0 AS traffic
  FROM numbers);

CREATE MODEL price
  INPUT (dist DOUBLE, zone STRING)
  OUTPUT (expected DOUBLE, lower_bound DOUBLE, upper_bound DOUBLE)
  WITH ('algorithm' = 'recursive-least-squares', 'forgetting' = '0.98', 'coverage' = '0.9');

SELECT n, zone, fare, ROUND(expected, 2) AS expected, ROUND(lower_bound, 2) AS lower_bound, ROUND(upper_bound, 2) AS upper_bound
FROM ML_LEARN(TABLE rides, MODEL price, DESCRIPTOR(fare), DESCRIPTOR(dist, zone))
WHERE n IN (1, 2, 3, 10, 2000, 2001, 2010, 2050, 3000);

SELECT learned_row, event, detail FROM sys.learner_events WHERE learned_row > 2000 LIMIT 1;
