package io.millrace.sql.validate;

import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/** What the dialect allows beyond the standard. */
public final class DialectConformance extends SqlDelegatingConformance {
    public static final SqlConformance INSTANCE = new DialectConformance();

    private DialectConformance() {
        super(SqlConformanceEnum.DEFAULT);
    }

    @Override
    public boolean isBangEqualAllowed() {
        return true;
    }

    @Override
    public boolean isPercentRemainderAllowed() {
        return true;
    }

    @Override
    public boolean allowNiladicParentheses() {
        return true;
    }

    @Override
    public boolean isInsertSubsetColumnsAllowed() {
        return true;
    }

    @Override
    public boolean isLimitStartCountAllowed() {
        return true;
    }

    /** CAST between BOOLEAN and numbers. */
    @Override
    public boolean allowLenientCoercion() {
        return true;
    }
}
