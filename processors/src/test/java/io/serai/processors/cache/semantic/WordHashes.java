package io.serai.processors.cache.semantic;

import java.util.List;

/** Embeds by words: texts are near each other as far as they share words. Small words count little. */
final class WordHashes implements TextEmbedding {

    private static final int DIMENSIONS = 256;
    private static final int SPREAD = 8;

    @Override
    public List<float[]> embed(List<String> texts) {
        return texts.stream().map(WordHashes::vector).toList();
    }

    static float[] vector(String text) {
        float[] vector = new float[DIMENSIONS];
        for (Token token : Tokenizer.tokens(text)) {
            long random = token.stem().hashCode() * 0x9E3779B97F4A7C15L;
            for (int i = 0; i < SPREAD; i++) {
                random = (random ^ random >>> 29) * 0xBF58476D1CE4E5B9L;
                int at = (int) Math.floorMod(random >>> 8, (long) DIMENSIONS);
                vector[at] += ((random & 1) == 0 ? 1f : -1f) * (Reading.isContent(token) ? 1f : 0.1f);
            }
        }
        return vector;
    }
}
