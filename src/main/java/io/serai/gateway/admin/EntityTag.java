package io.serai.gateway.admin;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** {@code ETag} of a representation (RFC 9110, 8.8.3): the version of what is shown. */
final class EntityTag {

    static final String HEADER = "etag";

    /** The version of something that has been read before any could be: a tag that is none of ours matches nothing. */
    private static final long NEVER = -1;

    private EntityTag() {}

    static String of(long version) {
        return "\"" + version + '"';
    }

    /** Whether a list of tags, as {@code If-None-Match} has it, holds this one; weak ones count as strong ones (RFC 9110, 13.1.2). */
    static boolean matches(String list, String tag) {
        return list.strip().equals("*") || tags(list).map(EntityTag::strong).anyMatch(tag::equals);
    }

    /**
     * The version that an {@code If-Match} expects, of the tags in it the one that fits; empty where any will do. Weak tags match nothing
     * (RFC 9110, 13.1.1).
     *
     * @param now the version that there is
     */
    static OptionalLong expected(String ifMatch, long now) {
        if (ifMatch.strip().equals("*")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(tags(ifMatch).anyMatch(of(now)::equals) ? now : NEVER);
    }

    private static Stream<String> tags(String list) {
        return Arrays.stream(list.split(",")).map(String::strip);
    }

    private static String strong(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
