package io.millrace.core.bitmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.bitmap.Bitmap.Operation;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BitmapTest {
    private static byte[] bytes(BitmapWriter writer) {
        return Arrays.copyOf(writer.data(), writer.length());
    }

    private static byte[] bytes(Iterable<Long> values) {
        BitmapWriter writer = new BitmapWriter().clear();
        values.forEach(writer::add);
        writer.end();
        return bytes(writer);
    }

    private static BitmapReader reader(byte[] bitmap) {
        BitmapReader reader = new BitmapReader();
        reader.read(bitmap, 0, bitmap.length);
        return reader;
    }

    private static TreeSet<Long> values(byte[] bitmap) {
        TreeSet<Long> values = new TreeSet<>();
        Bitmap.forEach(reader(bitmap), values::add);
        return values;
    }

    private static TreeSet<Long> random(Random random) {
        TreeSet<Long> values = new TreeSet<>();
        for (int part = random.nextInt(4); part > 0; part--) {
            long upper = (random.nextInt(5) == 0 ? 0xFFFFL : random.nextInt(6)) << 16;
            int step = 1 + random.nextInt(40);
            int size = random.nextInt(random.nextBoolean() ? 10 : 9000);
            int at = random.nextInt(1000);
            for (int i = 0; i < size && at < 65536; i++, at += 1 + random.nextInt(step)) {
                values.add(upper | at);
            }
        }
        return values;
    }

    @Test
    void listsRunsAndBitsAreRoaringsPortableFormat() {
        assertThat(HexFormat.of().formatHex(bytes(new TreeSet<Long>()))).isEqualTo("3a30000000000000");
        assertThat(HexFormat.of().formatHex(bytes(Arrays.asList(1L, 2L, 100_000L))))
                .isEqualTo("3a300000020000000000010001000000180000001c00000001000200a086");
        assertThat(HexFormat.of().formatHex(bytes(Arrays.asList(5L, 6L, 7L, 8L))))
                .isEqualTo("3b3000000100000300010005000300");
        TreeSet<Long> odd = new TreeSet<>();
        for (long value = 1; value < 65536; value += 2) {
            odd.add(value);
        }
        byte[] bits = bytes(odd);
        assertThat(bits).hasSize(16 + 8192);
        assertThat(bits[16]).isEqualTo((byte) 0xAA);
    }

    @Test
    void whatWasWrittenIsRead() {
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            TreeSet<Long> values = random(random);
            byte[] bitmap = bytes(values);
            assertThat(values(bitmap)).isEqualTo(values);
            assertThat(reader(bitmap).cardinality()).isEqualTo(values.size());
        }
    }

    @Test
    void twoBecomeOneAsSetsDo() {
        Random random = new Random(8);
        BitmapWriter out = new BitmapWriter();
        for (int i = 0; i < 40; i++) {
            TreeSet<Long> one = random(random);
            TreeSet<Long> other = random(random);
            for (Operation operation : Operation.values()) {
                TreeSet<Long> expected = new TreeSet<>(one);
                TreeSet<Long> both = new TreeSet<>(one);
                both.retainAll(other);
                switch (operation) {
                    case AND -> expected.retainAll(other);
                    case AND_NOT -> expected.removeAll(other);
                    default -> expected.addAll(other);
                }
                if (operation == Operation.XOR) {
                    expected.removeAll(both);
                }
                Bitmap.combine(reader(bytes(one)), reader(bytes(other)), operation, out);
                assertThat(bytes(out)).as("%s", operation).isEqualTo(bytes(expected));
            }
        }
    }

    @Test
    void textIsCutOffWhenItIsVeryLong() {
        BitmapWriter writer = new BitmapWriter().clear();
        for (long value = 4_000_000_000L; value < 4_000_100_000L; value++) {
            writer.add(value);
        }
        writer.end();
        StringBuilder text = new StringBuilder();
        Bitmap.append(text, writer.data(), 0, writer.length());
        assertThat(text).startsWith("{4000000000,4000000001,").endsWith(",...}").hasSizeLessThan(524_320);
    }

    @Test
    void bytesThatAreNoBitmapAreRefused() {
        byte[] good = bytes(Arrays.asList(1L, 2L, 100_000L));
        for (int length = 0; length < good.length; length++) {
            byte[] part = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> values(part)).isInstanceOf(IllegalArgumentException.class);
        }
        byte[] disordered = good.clone();
        disordered[8] = 5;
        assertThatThrownBy(() -> values(disordered)).isInstanceOf(IllegalArgumentException.class);
    }
}
