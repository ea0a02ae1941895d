package io.serai.api.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DirectionTest {

    private static final Direction EAST = Direction.of(new float[] {3, 0});

    @Test
    void cosine_isOfTheAngleAlone() {
        assertThat(EAST.cosine(Direction.of(new float[] {0.1f, 0}))).isEqualTo(1, within(1e-6));
        assertThat(EAST.cosine(Direction.of(new float[] {0, 5}))).isEqualTo(0, within(1e-6));
        assertThat(EAST.cosine(Direction.of(new float[] {-2, 0}))).isEqualTo(-1, within(1e-6));
        assertThat(EAST.cosine(Direction.of(new float[] {1, 1}))).isEqualTo(Math.sqrt(0.5), within(1e-6));
    }

    @Test
    void direction_ofNothing_isNearNothing() {
        assertThat(EAST.cosine(Direction.of(new float[2]))).isZero();
    }

    @Test
    void directions_ofOtherModels_areNotComparable() {
        assertThat(EAST.isComparableTo(Direction.of(new float[2]))).isTrue();
        assertThat(EAST.isComparableTo(Direction.of(new float[3]))).isFalse();
    }
}
