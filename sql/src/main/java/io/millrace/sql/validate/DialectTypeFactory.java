package io.millrace.sql.validate;

import io.millrace.core.error.QueryException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.flink.table.calcite.ExtendedRelTypeFactory;

/** Makes Calcite's types; text is UTF-8. */
final class DialectTypeFactory extends SqlTypeFactoryImpl implements ExtendedRelTypeFactory {
    DialectTypeFactory() {
        super(DialectTypeSystem.INSTANCE);
    }

    @Override
    public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
    }

    @Override
    public RelDataType createRawType(String className, String serializer) {
        throw unsupported("RAW");
    }

    @Override
    public RelDataType createStructuredType(String className, List<RelDataType> types, List<String> names) {
        throw unsupported("STRUCTURED");
    }

    @Override
    public RelDataType createBitmapType() {
        throw unsupported("BITMAP");
    }

    private static QueryException unsupported(String type) {
        return new QueryException("type " + type + " is not supported", null, "use BYTES or STRING");
    }
}
