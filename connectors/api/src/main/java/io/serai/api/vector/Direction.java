package io.serai.api.vector;

/** Where a vector points, whatever its length. Immutable. */
public final class Direction {

    private final float[] unit;

    private Direction(float[] unit) {
        this.unit = unit;
    }

    /** That of a vector, which is not kept. */
    public static Direction of(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length && length > 0; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return new Direction(unit);
    }

    /** Whether both come from a model with as many dimensions: others can't be compared. */
    public boolean isComparableTo(Direction other) {
        return unit.length == other.unit.length;
    }

    /** The cosine of the angle to another that is comparable: 1 for the same direction, -1 for the opposite. */
    public double cosine(Direction other) {
        return dot(unit, other.unit);
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }
}
