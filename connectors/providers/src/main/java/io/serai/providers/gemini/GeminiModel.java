package io.serai.providers.gemini;

/**
 * What a model's name tells of it. Names that tell no generation are taken to be of the newest, as Google's aliases {@code …-latest}
 * are.
 *
 * @param name without a path
 * @param generation such as 2 of {@code gemini-2.5-pro}
 */
record GeminiModel(String name, int generation) {

    private static final String PREFIX = "gemini-";
    private static final int NEWEST = 99;

    static GeminiModel of(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        if (!name.startsWith(PREFIX)) {
            return new GeminiModel(name, NEWEST);
        }
        int end = PREFIX.length();
        while (end < name.length() && end < PREFIX.length() + 2 && Character.isDigit(name.charAt(end))) {
            end++;
        }
        return new GeminiModel(
                name, end == PREFIX.length() ? NEWEST : Integer.parseInt(name.substring(PREFIX.length(), end)));
    }

    /** Whether it is told how much to think by a level; those before count tokens. */
    boolean thinksByLevel() {
        return generation >= 3;
    }

    /** Whether function calls have to come back with their signatures, and images go into a function's response. */
    boolean isGemini3() {
        return generation >= 3 && name.startsWith(PREFIX);
    }

    boolean isPro() {
        return name.contains("-pro");
    }

    /** Whether it draws by {@code :predict}. */
    boolean isImagen() {
        return name.startsWith("imagen") || name.startsWith("imagegeneration");
    }

    boolean speaks() {
        return name.contains("-tts");
    }
}
