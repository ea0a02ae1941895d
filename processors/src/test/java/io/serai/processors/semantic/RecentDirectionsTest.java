package io.serai.processors.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.vector.Direction;
import org.junit.jupiter.api.Test;

class RecentDirectionsTest {

    private static final Direction SOMEWHERE = Direction.of(new float[] {1, 2});

    @Test
    void directions_beyondTheMost_forgetTheOneUnusedForLongest() {
        RecentDirections recent = new RecentDirections(2);
        recent.add("a", SOMEWHERE);
        recent.add("b", SOMEWHERE);
        assertThat(recent.of("a")).contains(SOMEWHERE);

        recent.add("c", SOMEWHERE);

        assertThat(recent.of("b")).isEmpty();
        assertThat(recent.of("a")).contains(SOMEWHERE);
        assertThat(recent.size()).isEqualTo(2);
    }

    @Test
    void directions_ofWhichNoneAreKept_areForgottenAtOnce() {
        RecentDirections recent = new RecentDirections(0);
        recent.add("a", SOMEWHERE);

        assertThat(recent.of("a")).isEmpty();
    }
}
