package io.millrace.sql.plan;

import io.millrace.core.type.Column;
import io.millrace.core.type.Type;

/** The columns that no user sees: they carry what an operator further down needs to know about a row's origin. */
final class Hidden {
    static final Column LATE = new Column("$late", Type.BYTES);
    static final Column ORDINAL = new Column("$ordinal", Type.BIGINT.notNull());

    /** What a change means; see {@link io.millrace.engine.pipeline.ChangelogSpecification}. */
    static final Column KIND = new Column("$kind", Type.BIGINT.notNull());

    private Hidden() {}
}
