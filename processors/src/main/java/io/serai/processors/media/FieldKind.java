package io.serai.processors.media;

/** What a field of a form stands for: on the wire each is text or a file. */
enum FieldKind {
    TEXT,
    NUMBER,
    BOOLEAN,
    /** Several texts: {@code name[]}, or {@code name} several times. */
    TEXTS,
    /** A word, or an object, spelt as JSON or as {@code name[member]}. */
    WORD_OR_OBJECT,
    FILE,
    /** One file, or several: {@code name[]}, or {@code name} several times. */
    FILES;

    boolean isFile() {
        return this == FILE || this == FILES;
    }

    boolean isMany() {
        return this == FILES || this == TEXTS;
    }
}
