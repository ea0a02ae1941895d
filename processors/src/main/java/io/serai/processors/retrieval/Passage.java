package io.serai.processors.retrieval;

/**
 * A piece of a document, short enough to stand in front of a question.
 *
 * @param source the document, by the name that answers shall give it
 * @param heading the headings above it, outermost first, joined by {@code " > "}; may be empty
 * @param text the piece itself
 */
public record Passage(String source, String heading, String text) {

    /** What its vector is made of: a piece often leaves unsaid what its heading says. */
    public String textWithHeading() {
        return heading.isEmpty() ? text : heading + "\n\n" + text;
    }
}
