package io.serai.processors.semantic;

/**
 * The route whose examples come nearest to a text.
 *
 * @param route its name
 * @param score cosine of the angle to the nearest of them, from -1 to 1
 */
record Nearest(String route, double score) {

    /** As traces have it. */
    String told() {
        return "nearest " + route + ", " + Math.round(score * 100) / 100.0;
    }
}
