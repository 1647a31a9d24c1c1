package io.millrace.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.learn.Parameters.InvalidParameterException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private final Parameters defaults = new Parameters(
            "hoeffding-tree",
            List.of(
                    Parameter.whole("grace-period", 200, 1, Integer.MAX_VALUE, ""),
                    Parameter.real("delta", 1e-7, 0, 1, ""),
                    Parameter.flag("binary", false, ""),
                    Parameter.choice("leaf", List.of("nba", "mc"), ""),
                    Parameter.seed()),
            Map.of());

    @Test
    void aValueIsTheDefaultUntilItIsGiven() {
        Parameters given = defaults.with(Map.of("grace-period", 50, "delta", "0.01", "binary", true, "leaf", "mc"));

        assertThat(defaults.whole("grace-period")).isEqualTo(200);
        assertThat(defaults.real("delta")).isEqualTo(1e-7);
        assertThat(defaults.flag("binary")).isFalse();
        assertThat(defaults.text("leaf")).isEqualTo("nba");
        assertThat(defaults.seed()).isEqualTo(1);
        assertThat(given.whole("grace-period")).isEqualTo(50);
        assertThat(given.real("delta")).isEqualTo(0.01);
        assertThat(given.flag("binary")).isTrue();
        assertThat(given.text("leaf")).isEqualTo("mc");
        assertThat(given.with("seed", -3).seed()).isEqualTo(-3);
    }

    @Test
    void aNameThatIsUnknownGetsTheNearestOne() {
        refused("grace-perod", 1, "hoeffding-tree has no parameter 'grace-perod'", "did you mean 'grace-period'?");
    }

    @Test
    void aValueOutOfRangeIsRefusedWithTheRange() {
        refused("grace-period", 0, "parameter 'grace-period' of hoeffding-tree is '0'", "a whole number of at least 1");
        refused("grace-period", "many", "is 'many'", "a whole number of at least 1");
        refused("delta", 2, "is '2'", "a number from 0 to 1");
        refused("delta", Double.NaN, "is 'NaN'", "a number from 0 to 1");
        refused("binary", "yes", "is 'yes'", "true or false");
        refused("leaf", "nb", "is 'nb'", "one of nba, mc");
        refused("seed", "x", "is 'x'", "a whole number");
    }

    private void refused(String name, Object value, String message, String hint) {
        assertThatThrownBy(() -> defaults.with(name, value))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(message)
                .satisfies(
                        e -> assertThat(((InvalidParameterException) e).hint()).contains(hint));
    }
}
