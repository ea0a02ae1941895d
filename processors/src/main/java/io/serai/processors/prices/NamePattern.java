package io.serai.processors.prices;

/** A name of models in which {@code *} stands for any characters, none included. */
final class NamePattern implements Comparable<NamePattern> {

    private static final String ANY = "*";

    private final String text;
    /** What stands before, between and after the stars. */
    private final String[] pieces;

    NamePattern(String text) {
        this.text = text;
        this.pieces = text.split("\\*", -1);
    }

    static boolean isPattern(String name) {
        return name.contains(ANY);
    }

    boolean matches(String name) {
        String first = pieces[0];
        String last = pieces[pieces.length - 1];
        if (name.length() < first.length() + last.length() || !name.startsWith(first) || !name.endsWith(last)) {
            return false;
        }
        int at = first.length();
        int end = name.length() - last.length();
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = name.indexOf(pieces[i], at);
            if (found < 0 || found + pieces[i].length() > end) {
                return false;
            }
            at = found + pieces[i].length();
        }
        return at <= end;
    }

    /** The one that says more of the name comes first. */
    @Override
    public int compareTo(NamePattern other) {
        int byLength = Integer.compare(other.said(), said());
        return byLength != 0 ? byLength : text.compareTo(other.text);
    }

    private int said() {
        return text.length() - (pieces.length - 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamePattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
