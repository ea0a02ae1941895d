package io.serai.gateway.admin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The id of the last item of a page, for whoever wants the next. */
final class Cursor {

    private Cursor() {}

    static String write(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ProblemException where it is none of ours */
    static String read(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badParameter("cursor", "expected the 'next' of the page before");
        }
    }
}
