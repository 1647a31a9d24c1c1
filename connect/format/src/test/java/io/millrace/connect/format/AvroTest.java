package io.millrace.connect.format;

import static io.millrace.connect.format.FormatFixture.ALL_TYPES;
import static io.millrace.connect.format.FormatFixture.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.connect.Table;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.testkit.SourceRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroTest {
    private static final Table TABLE = FormatFixture.table(ALL_TYPES, Map.of());
    private static final Schema TWO =
            new Schema(List.of(new Column("id", Type.BIGINT.notNull()), new Column("name", Type.STRING)));

    @Test
    void derivesTheSchemaThatFlinkDerives() {
        Schema schema = new Schema(List.of(
                new Column("id", Type.BIGINT.notNull()),
                new Column("ts", Type.timestamp(3)),
                new Column("price", Type.decimal(10, 2)),
                new Column("at", Type.row(List.of(new Column("x", Type.DOUBLE)))),
                new Column("tags", Type.map(Type.STRING.notNull(), Type.array(Type.INT.notNull())))));
        assertThat(AvroSchema.of(schema, true).json())
                .isEqualTo("{\"type\":\"record\",\"name\":\"record\",\"namespace\":\"org.apache.flink.avro.generated\","
                        + "\"fields\":[{\"name\":\"id\",\"type\":\"long\"},"
                        + "{\"name\":\"ts\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],"
                        + "\"default\":null},{\"name\":\"price\",\"type\":[\"null\",{\"type\":\"bytes\","
                        + "\"logicalType\":\"decimal\",\"precision\":10,\"scale\":2}],\"default\":null},"
                        + "{\"name\":\"at\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"record_at\",\"fields\":"
                        + "[{\"name\":\"x\",\"type\":[\"null\",\"double\"],\"default\":null}]}],\"default\":null},"
                        + "{\"name\":\"tags\",\"type\":[\"null\",{\"type\":\"map\",\"values\":[\"null\","
                        + "{\"type\":\"array\",\"items\":\"int\"}]}],\"default\":null}]}");
        assertThat(AvroSchema.of(schema, false).json()).contains("\"local-timestamp-millis\"");
    }

    @Test
    void itsSchemaIsOneForAvroToo() {
        String json = AvroSchema.of(ALL_TYPES, true).json();
        assertThat(new org.apache.avro.Schema.Parser().parse(json).toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "json"})
    void messagesComeBackAsTheyWere(String encoding) {
        Table table = FormatFixture.table(ALL_TYPES, Map.of("avro.encoding", encoding));
        for (int row = 0; row < ROWS.size(); row++) {
            byte[] message = FormatFixture.message("avro", table, ROWS, row);
            SourceRows read = FormatFixture.read("avro", table, message);
            assertThat(read.failures()).isEmpty();
            assertThat(read.rows())
                    .usingRecursiveComparison()
                    .isEqualTo(FormatFixture.values(ROWS, ALL_TYPES).subList(row, row + 1));
        }
    }

    @Test
    void avroReadsMessagesOfBothKinds() throws IOException {
        org.apache.avro.Schema schema = new org.apache.avro.Schema.Parser()
                .parse(AvroSchema.of(ALL_TYPES, true).json());
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(schema);
        for (int row = 0; row < ROWS.size(); row++) {
            byte[] binary = FormatFixture.message("avro", TABLE, ROWS, row);
            GenericRecord record = reader.read(null, DecoderFactory.get().binaryDecoder(binary, null));
            Table json = FormatFixture.table(ALL_TYPES, Map.of("avro.encoding", "json"));
            String text = new String(FormatFixture.message("avro", json, ROWS, row), StandardCharsets.UTF_8);
            assertThat(reader.read(null, DecoderFactory.get().jsonDecoder(schema, text)))
                    .isEqualTo(record);
            assertThat(record.get("big"))
                    .isEqualTo(FormatFixture.values(ROWS, ALL_TYPES).get(row).get(4));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy"})
    void avroReadsItsFiles(String codec) throws IOException {
        Table table = FormatFixture.table(ALL_TYPES, Map.of("avro.codec", codec));
        byte[] file = FormatFixture.file("avro", table, ROWS);
        try (DataFileReader<GenericRecord> reader =
                new DataFileReader<>(new SeekableByteArrayInput(file), new GenericDatumReader<>())) {
            GenericRecord first = reader.next();
            assertThat(first.get("name")).isEqualTo(new Utf8("zoë \"q\"\n"));
            assertThat(first.get("ts")).isEqualTo(1767225600123L);
            assertThat(first.get("fine")).isEqualTo(-1L);
            assertThat(first.get("day")).isEqualTo(20484);
            assertThat(reader.next().get("truth")).isNull();
            assertThat(reader.next().get("big")).isEqualTo(-1L);
            assertThat(reader.hasNext()).isFalse();
        }
        for (int maxRows : new int[] {1, 2, 100}) {
            SourceRows rows = FormatFixture.readFile("avro", table, file, maxRows);
            assertThat(rows.failures()).isEmpty();
            assertThat(rows.rows()).usingRecursiveComparison().isEqualTo(FormatFixture.values(ROWS, ALL_TYPES));
        }
    }

    /** Fields in another order, more of them, narrower numbers, other branches, an enumeration, a fixed type. */
    private static byte[] foreign(String codec, int rows) throws IOException {
        org.apache.avro.Schema schema = new org.apache.avro.Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Sale\",\"namespace\":\"shop\",\"fields\":["
                        + "{\"name\":\"tree\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"Node\",\"fields\":["
                        + "{\"name\":\"next\",\"type\":[\"null\",\"Node\"]},{\"name\":\"v\",\"type\":\"int\"}]}]},"
                        + "{\"name\":\"name\",\"type\":[\"string\",\"null\"]},"
                        + "{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"Kind\",\"symbols\":[\"A\",\"B\"]}},"
                        + "{\"name\":\"hash\",\"type\":{\"type\":\"fixed\",\"name\":\"H\",\"size\":2}},"
                        + "{\"name\":\"id\",\"type\":\"int\"}]}");
        org.apache.avro.Schema node =
                schema.getField("tree").schema().getTypes().get(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(CodecFactory.fromString(codec)).setSyncInterval(1000);
            writer.create(schema, out);
            for (int i = 0; i < rows; i++) {
                GenericRecord tree = new GenericData.Record(node);
                tree.put("v", i);
                GenericRecord record = new GenericData.Record(schema);
                record.put("tree", tree);
                record.put("name", i % 2 == 0 ? "row " + i : null);
                record.put(
                        "kind",
                        new GenericData.EnumSymbol(schema.getField("kind").schema(), i % 3 == 0 ? "A" : "B"));
                record.put("hash", new GenericData.Fixed(schema.getField("hash").schema(), new byte[] {1, (byte) i}));
                record.put("id", i);
                writer.append(record);
            }
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy"})
    void readsFilesThatAvroWroteByAnotherSchema(String codec) throws IOException {
        byte[] file = foreign(codec, 500);
        Schema schema = TWO.with(
                new Column("KIND", Type.STRING), new Column("hash", Type.BYTES), new Column("absent", Type.INT));
        SourceRows rows = FormatFixture.readFile("avro", FormatFixture.table(schema, Map.of()), file, 7);
        assertThat(rows.failures()).isEmpty();
        assertThat(rows.rows()).hasSize(500);
        assertThat(rows.rows().get(6).subList(0, 3)).containsExactly(6L, "row 6", "A");
        assertThat(rows.rows().get(7)).element(1).isNull();
        assertThat(rows.rows().get(7)).element(4).isNull();
    }

    @Test
    void goesOnFromAnywhere() throws IOException {
        byte[] file = foreign("snappy", 300);
        Table table = FormatFixture.table(TWO, Map.of());
        List<?> all = FormatFixture.readFile("avro", table, file, 1000).rows();
        Decoder first = FormatFixture.decoder("avro", table, Format.Framing.FILE);
        Chunk chunk = new Chunk().set(file, 0, file.length, 0, true);
        first.begin(chunk);
        SourceRows ignored = new SourceRows(TWO);
        for (int given = 0; given < all.size(); given += 13) {
            Decoder second = FormatFixture.decoder("avro", table, Format.Framing.FILE);
            Chunk head = new Chunk().set(file, 0, file.length, 0, true);
            second.begin(head);
            Chunk rest = new Chunk().set(file, (int) chunk.offset(), file.length, chunk.offset(), true);
            second.resume(first.inside());
            SourceRows rows = new SourceRows(TWO);
            while (second.decode(rest, rows, 1000) > 0) {
                rows.rows();
            }
            assertThat(rows.rows()).as("after %d", given).isEqualTo(all.subList(given, all.size()));
            first.decode(chunk, ignored, 13);
        }
    }

    @Test
    void waitsForTheRestOfAHeaderAndOfABlock() throws IOException {
        byte[] file = foreign("deflate", 200);
        Table table = FormatFixture.table(TWO, Map.of());
        Decoder decoder = FormatFixture.decoder("avro", table, Format.Framing.FILE);
        SourceRows rows = new SourceRows(TWO);
        boolean begun = false;
        int taken = 0;
        for (int end = 1; end <= file.length; end++) {
            Chunk chunk = new Chunk().set(file, taken, end, taken, end == file.length);
            begun = begun || decoder.begin(chunk);
            while (begun && decoder.decode(chunk, rows, 50) > 0) {
                rows.rows();
            }
            taken = chunk.start();
        }
        assertThat(rows.failures()).isEmpty();
        assertThat(rows.rows()).hasSize(200);
    }

    @Test
    void aBrokenBlockIsOneBadRecordAndWhatFollowsIsRead() throws IOException {
        byte[] file = foreign("snappy", 500);
        file[file.length / 2] ^= 0x55;
        SourceRows rows = FormatFixture.readFile("avro", FormatFixture.table(TWO, Map.of()), file, 50);
        assertThat(rows.failures()).hasSize(1);
        assertThat(rows.failures().get(0).reason()).startsWith("the block has");
        assertThat(rows.rows().size()).isBetween(300, 499);
        assertThat(rows.rows().get(rows.rows().size() - 1)).element(0).isEqualTo(499L);
    }

    @Test
    void aValueThatDoesNotFitIsOneBadRecord() throws IOException {
        Schema narrow = new Schema(List.of(new Column("id", Type.TINYINT), new Column("name", Type.STRING.notNull())));
        SourceRows rows =
                FormatFixture.readFile("avro", FormatFixture.table(narrow, Map.of()), foreign("null", 300), 9);
        assertThat(rows.rows()).hasSize(64);
        assertThat(rows.failures()).hasSize(236);
        assertThat(rows.failures().get(0).reason()).isEqualTo("column 'name' is NOT NULL, but there is no value");
        assertThat(rows.failures().get(235).reason()).contains("NOT NULL");
        assertThat(rows.failures())
                .anySatisfy(failure -> assertThat(failure.reason()).isEqualTo("column 'id': '128' is no TINYINT"));
    }

    @Test
    void nothingThatIsBrokenIsAnException() throws IOException {
        Random random = new Random(7);
        byte[] message = FormatFixture.message("avro", TABLE, ROWS, 0);
        Table json = FormatFixture.table(ALL_TYPES, Map.of("avro.encoding", "json"));
        byte[] text = FormatFixture.message("avro", json, ROWS, 0);
        for (int i = 0; i < 20_000; i++) {
            assertThat(FormatFixture.read("avro", TABLE, damaged(message, random))
                            .count())
                    .isEqualTo(1);
            assertThat(FormatFixture.read("avro", json, damaged(text, random)).count())
                    .isEqualTo(1);
        }
        byte[] file = foreign("snappy", 60);
        byte[] own = FormatFixture.file("avro", FormatFixture.table(ALL_TYPES, Map.of("avro.codec", "deflate")), ROWS);
        for (int i = 0; i < 5_000; i++) {
            readDamaged(TWO, damaged(file, random));
            readDamaged(ALL_TYPES, damaged(own, random));
        }
    }

    private static void readDamaged(Schema schema, byte[] file) {
        try {
            FormatFixture.readFile("avro", FormatFixture.table(schema, Map.of()), file, 7);
        } catch (ConnectorException e) {
            // The header, which says what the file is, may be what is damaged.
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] copy = random.nextInt(3) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
        for (int flips = random.nextInt(4); flips >= 0 && copy.length > 0; flips--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }

    @Test
    void aLengthThatIsNotThereTakesNoMemory() {
        byte[] huge = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
        Schema schema = new Schema(List.of(new Column("name", Type.STRING.notNull())));
        SourceRows rows = FormatFixture.read("avro", FormatFixture.table(schema, Map.of()), huge);
        assertThat(rows.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("ends too early"));
        Schema list = new Schema(List.of(new Column("list", Type.array(Type.INT).notNull())));
        assertThat(FormatFixture.read("avro", FormatFixture.table(list, Map.of()), huge)
                        .failures())
                .hasSize(1);
    }

    @Test
    void saysWhatAFileIsNot() {
        Table table = FormatFixture.table(TWO, Map.of());
        assertThatThrownBy(() ->
                        FormatFixture.readFile("avro", table, "id,name\n1,a\n".getBytes(StandardCharsets.UTF_8), 10))
                .isInstanceOf(ConnectorException.class)
                .hasMessage("it is no Avro file: it does not begin as one does");
        assertThatThrownBy(() -> FormatFixture.readFile(
                        "avro",
                        FormatFixture.table(new Schema(List.of(new Column("id", Type.BOOLEAN))), Map.of()),
                        foreign("null", 1),
                        10))
                .hasMessage("column 'id' is BOOLEAN, but the data has int there");
        assertThatThrownBy(() -> FormatFixture.readFile(
                        "avro",
                        FormatFixture.table(new Schema(List.of(new Column("no", Type.INT.notNull()))), Map.of()),
                        foreign("null", 1),
                        10))
                .hasMessage("the data has no field for column 'no', which is NOT NULL");
        assertThatThrownBy(() -> FormatFixture.readFile("avro", table, foreign("bzip2", 1), 10))
                .hasMessage("the file is compressed by 'bzip2', which is not supported");
        assertThat(FormatFixture.readFile("avro", table, new byte[0], 10).count())
                .isZero();
    }

    @Test
    void refusesWhatAvroHasNot() {
        for (Column column : List.of(
                new Column("a-b", Type.INT),
                new Column("m", Type.map(Type.INT, Type.INT)),
                new Column("i", new Type(Kind.INTERVAL_SECOND, 0, 0, true)))) {
            assertThatThrownBy(() -> FormatFixture.encoder(
                            "avro", FormatFixture.table(new Schema(List.of(column)), Map.of()), Format.Framing.MESSAGE))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("'" + column.name() + "'");
        }
    }

    @Test
    void snappyPacksAndUnpacks() throws Exception {
        Random random = new Random(1);
        for (int length = 0; length < 200_000; length = length * 2 + 1 + random.nextInt(3)) {
            byte[] data = new byte[length];
            for (int i = 0; i < length; i++) {
                data[i] = (byte) (i % 1000 < 500 ? random.nextInt(256) : i / 7);
            }
            byte[] packed = Snappy.pack(data, length);
            assertThat(org.xerial.snappy.Snappy.uncompress(packed)).isEqualTo(data);
            byte[] theirs = org.xerial.snappy.Snappy.compress(data);
            assertThat(Snappy.unpack(theirs, 0, theirs.length, 1 << 20)).isEqualTo(data);
            assertThat(Snappy.unpack(packed, 0, packed.length, 1 << 20)).isEqualTo(data);
        }
        assertThat(ByteBuffer.wrap(Snappy.pack(new byte[100_000], 100_000)).remaining())
                .isLessThan(6000);
    }
}
