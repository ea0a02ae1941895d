package io.serai.gateway.admin;

import java.util.Arrays;
import java.util.OptionalLong;

/** {@code ETag} of a representation (RFC 9110, 8.8.3): the version of what is shown. */
final class EntityTag {

    static final String HEADER = "etag";

    /** The version of something that has been read before any could be: a tag that is none of ours matches nothing. */
    private static final long NEVER = -1;

    private EntityTag() {}

    static String of(long version) {
        return "\"" + version + '"';
    }

    /** Whether a list of tags, as {@code If-None-Match} has it, holds this one. */
    static boolean matches(String list, String tag) {
        return list.strip().equals("*")
                || Arrays.stream(list.split(",")).map(EntityTag::strong).anyMatch(tag::equals);
    }

    /** The version that an {@code If-Match} expects; empty where any will do. */
    static OptionalLong expected(String ifMatch) {
        String tag = strong(ifMatch);
        if (tag.equals("*")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(tag.replace("\"", "")));
        } catch (NumberFormatException e) {
            return OptionalLong.of(NEVER);
        }
    }

    private static String strong(String tag) {
        String plain = tag.strip();
        return plain.startsWith("W/") ? plain.substring(2) : plain;
    }
}
