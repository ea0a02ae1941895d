package io.serai.processors.cache.semantic;

/**
 * A word, number or name of a question.
 *
 * @param text as it was written
 * @param word in lower case, without accents, {@code ü} as {@code ue}
 * @param stem of the word: what its forms have in common
 */
record Token(String text, String word, String stem, Kind kind) {

    /** What it looks like. */
    enum Kind {
        WORD,
        /** A word that begins with a capital, not where a sentence begins, or that has several. */
        CAPITALISED,
        /** Digits, with marks between them. */
        NUMBER,
        /** What only code, files, addresses and products are called: {@code max_tokens}, {@code pom.xml}, {@code gpt-4o}. */
        IDENTIFIER,
        /** {@code %}, {@code €}. */
        SIGN
    }

    boolean isWord() {
        return kind == Kind.WORD || kind == Kind.CAPITALISED;
    }
}
