package io.serai.api.json;

/**
 * How much JSON is read before it is refused (see Jackson's CVE-2025-52999 for what happens without).
 *
 * @param depth nesting of objects and arrays
 * @param nameLength characters of one member name
 * @param numberLength characters of one number
 * @param stringLength characters of one string
 */
public record JsonLimits(int depth, int nameLength, int numberLength, int stringLength) {

    /** For what clients send: the document's own size is bounded by whoever read it. */
    public static final JsonLimits DEFAULT = new JsonLimits(64, 256, 64, Integer.MAX_VALUE - 8);

    public JsonLimits {
        if (depth < 1 || nameLength < 1 || numberLength < 1 || stringLength < 1) {
            throw new IllegalArgumentException("JSON limits are positive, found depth=" + depth + ", nameLength="
                    + nameLength + ", numberLength=" + numberLength + ", stringLength=" + stringLength);
        }
    }
}
