package io.serai.api.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallCheck.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CallCheckTest {

    private final List<String> ended = new ArrayList<>();

    private Permit permit(String model, OptionalDouble budgetLeft) {
        return new Permit(Optional.of(model), Optional.empty(), budgetLeft, () -> ended.add(model));
    }

    @Test
    void permit_andAPlainOne_isItself_onEitherSide() {
        Permit permit = permit("cheap", OptionalDouble.of(0.5));

        assertThat(Permit.PLAIN.and(permit)).isSameAs(permit);
        assertThat(permit.and(Permit.PLAIN)).isSameAs(permit);
        assertThat(Permit.PLAIN.and(Permit.PLAIN)).isSameAs(Permit.PLAIN);
    }

    @Test
    void permit_andAnother_hasItsOwnModel_theLeastBudget_andEndsBoth() {
        Permit both = permit("first", OptionalDouble.of(0.5)).and(permit("second", OptionalDouble.of(0.25)));
        both.ended().run();

        assertThat(both.instead()).contains("first");
        assertThat(both.budgetLeft()).hasValue(0.25);
        assertThat(ended).containsExactly("first", "second");
    }

    @Test
    void permit_withoutABudget_hasTheOthers() {
        Permit without = permit("first", OptionalDouble.empty());
        Permit with = permit("second", OptionalDouble.of(0.25));

        assertThat(without.and(with).budgetLeft()).hasValue(0.25);
        assertThat(with.and(without).budgetLeft()).hasValue(0.25);
        assertThat(without.and(without).budgetLeft()).isEmpty();
    }
}
