package io.serai.processors.cache.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.serai.api.vector.Direction;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedVectorTest {

    private final Random random = new Random(5);

    private float[] vector(int dimensions) {
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) random.nextGaussian() * 0.02f;
        }
        return vector;
    }

    private float[] near(float[] vector, double noise) {
        float[] near = vector.clone();
        for (int i = 0; i < near.length; i++) {
            near[i] += (float) (random.nextGaussian() * 0.02 * noise);
        }
        return near;
    }

    @Test
    void cosine_ofPackedVectors_isThatOfFloats() {
        for (double noise : new double[] {0.1, 0.5, 1, 3}) {
            float[] one = vector(1536);
            float[] other = near(one, noise);

            assertThat(PackedVector.of(one).cosine(PackedVector.of(other)))
                    .isCloseTo(Direction.of(one).cosine(Direction.of(other)), within(0.001));
        }
    }

    @Test
    void roughCosine_ofManyDimensions_tellsNearFromFar() {
        float[] one = vector(1536);

        assertThat(PackedVector.of(one).roughCosine(PackedVector.of(near(one, 0.3))))
                .isGreaterThan(0.85);
        assertThat(PackedVector.of(one).roughCosine(PackedVector.of(vector(1536))))
                .isLessThan(0.2);
    }

    @Test
    void bytes_readAgain_areTheSameVector() {
        PackedVector one = PackedVector.of(vector(100));

        assertThat(PackedVector.ofBytes(one.bytes()).cosine(one)).isCloseTo(1, within(1e-9));
    }

    @Test
    void vector_thatPointsNowhere_isRefused() {
        assertThatThrownBy(() -> PackedVector.of(new float[] {0, 0})).hasMessageContaining("zero");
        assertThatThrownBy(() -> PackedVector.of(new float[0])).hasMessageContaining("zero");
        assertThatThrownBy(() -> PackedVector.of(new float[] {1, Float.NaN})).hasMessageContaining("no number");
        assertThatThrownBy(() -> PackedVector.of(new float[] {1, Float.POSITIVE_INFINITY}))
                .hasMessageContaining("no number");
        assertThatThrownBy(() -> PackedVector.ofBytes(new byte[3])).hasMessageContaining("zero");
    }
}
