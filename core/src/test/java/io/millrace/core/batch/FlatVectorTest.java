package io.millrace.core.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.type.Storage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What vectors hold is compared with a list that goes through the same changes. */
class FlatVectorTest {
    private final Random random = new Random(1);

    @ParameterizedTest
    @EnumSource(Storage.class)
    void holdsWhatAListHolds(Storage storage) {
        for (int round = 0; round < 50; round++) {
            FlatVector vector = (FlatVector) Vector.create(storage, random.nextInt(10));
            List<@Nullable Long> expected = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                change(vector, expected, storage);
                assertThat(values(vector)).isEqualTo(expected);
            }
        }
    }

    private void change(FlatVector vector, List<@Nullable Long> expected, Storage storage) {
        List<@Nullable Long> given = someValues(1 + random.nextInt(20), storage);
        FlatVector source = vector(given, storage);
        int row = random.nextInt(given.size());
        int other = expected.isEmpty() ? -1 : random.nextInt(expected.size());
        switch (random.nextInt(12)) {
            case 0 -> {
                vector.appendNull();
                expected.add(null);
            }
            case 1 -> {
                vector.append(source, row);
                expected.add(given.get(row));
            }
            case 2 -> {
                vector.append(source, row, given.size());
                expected.addAll(given.subList(row, given.size()));
            }
            case 3 -> {
                int[] rows = random.ints(10, 0, given.size()).toArray();
                vector.append(source, rows, 2, 9);
                for (int i = 2; i < 9; i++) {
                    expected.add(given.get(rows[i]));
                }
            }
            case 4 -> {
                vector.append(new ConstantVector(source, 7), 1, 5);
                expected.addAll(Collections.nCopies(4, given.get(0)));
            }
            case 5 -> {
                vector.append(new ConstantVector(source, 7), new int[] {6, 2, 3}, 1, 3);
                expected.addAll(Collections.nCopies(2, given.get(0)));
            }
            case 6 -> {
                vector.append(new ConstantVector(source, 7), 6);
                expected.add(given.get(0));
            }
            case 7, 8 -> {
                if (other >= 0) {
                    vector.set(other, source, row);
                    expected.set(other, given.get(row));
                }
            }
            case 9 -> {
                if (other >= 0) {
                    vector.set(other, new ConstantVector(source, 7), 6);
                    expected.set(other, given.get(0));
                }
            }
            case 10 -> {
                if (other >= 0) {
                    vector.setNull(other);
                    expected.set(other, null);
                }
            }
            default -> {
                int kept = other < 0 || random.nextInt(4) == 0 ? 0 : other;
                if (kept == 0) {
                    vector.clear();
                } else {
                    vector.truncate(kept);
                }
                expected.subList(kept, expected.size()).clear();
            }
        }
    }

    private List<@Nullable Long> someValues(int count, Storage storage) {
        boolean withNulls = random.nextBoolean();
        List<@Nullable Long> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long value = storage == Storage.BOOLEAN ? random.nextInt(2) : random.nextInt(1_000_000) - 500_000L;
            values.add(withNulls && random.nextInt(3) == 0 ? null : Long.valueOf(value));
        }
        return values;
    }

    private static FlatVector vector(List<@Nullable Long> values, Storage storage) {
        FlatVector vector = (FlatVector) Vector.create(storage, 1);
        for (Long value : values) {
            if (value == null) {
                vector.appendNull();
            } else if (vector instanceof LongVector longs) {
                longs.append(value);
            } else if (vector instanceof DoubleVector doubles) {
                doubles.append(value);
            } else if (vector instanceof BooleanVector booleans) {
                booleans.append(value == 1);
            } else if (vector instanceof DecimalVector decimals) {
                decimals.append(BigInteger.valueOf(value).shiftLeft(32));
            } else {
                ((BytesVector) vector).append(value.toString());
            }
        }
        return vector;
    }

    private static List<@Nullable Long> values(FlatVector vector) {
        List<@Nullable Long> values = new ArrayList<>();
        for (int row = 0; row < vector.size(); row++) {
            values.add(vector.isNull(row) ? null : Long.valueOf(value(vector, row)));
        }
        return values;
    }

    private static long value(FlatVector vector, int row) {
        if (vector instanceof LongVector longs) {
            return longs.get(row);
        } else if (vector instanceof DoubleVector doubles) {
            return (long) doubles.get(row);
        } else if (vector instanceof BooleanVector booleans) {
            return booleans.get(row) ? 1 : 0;
        } else if (vector instanceof DecimalVector decimals) {
            return decimals.unscaled(row).shiftRight(32).longValueExact();
        }
        return Long.parseLong(((BytesVector) vector).getString(row));
    }
}
