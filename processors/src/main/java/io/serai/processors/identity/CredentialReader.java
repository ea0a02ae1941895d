package io.serai.processors.identity;

import io.serai.processors.identity.Credentials.Nothing;
import io.serai.processors.identity.Credentials.Shown;
import io.serai.processors.identity.Credentials.Token;
import io.serai.processors.identity.Credentials.Unfit;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds the credential of a request: in {@code Authorization: Bearer}, {@code x-api-key} as Anthropic's SDKs send it, {@code x-goog-api-key}
 * as Gemini's do, or the query parameter {@code key}, as Gemini's documentation shows it. Two of them, even the same one, are one too many:
 * who stands before us might have looked at the other.
 */
public final class CredentialReader {

    /** Where older Gemini clients put it. */
    public static final String QUERY_PARAMETER = "key";

    /** Request headers that carry credentials, here or elsewhere, in lower case. None of them ever enters an exchange. */
    public static final Set<String> HEADERS =
            Set.of("authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie");

    private static final int LONGEST = 16_384;
    private static final String BEARER = "Bearer";
    private static final List<String> PLAIN = List.of("x-api-key", "x-goog-api-key");

    private static final Shown NOTHING = new Nothing();
    private static final Shown SEVERAL = new Unfit("more than one credential");
    private static final Shown UNFIT = new Unfit("something that is no credential");

    /** Whether the query parameter counts: addresses end up in logs and histories. */
    public enum QueryKey {
        OFF,
        ON
    }

    private final QueryKey queryKey;

    public CredentialReader(QueryKey queryKey) {
        this.queryKey = queryKey;
    }

    /**
     * The credential of a request.
     *
     * @param header all values of the header of a name in lower case
     * @param query all values of the query's parameter of a name
     */
    public Shown read(Function<String, List<String>> header, Function<String, List<String>> query) {
        Shown found = bearer(header.apply("authorization"));
        for (int i = 0; i < PLAIN.size(); i++) {
            found = both(found, plain(header.apply(PLAIN.get(i))));
        }
        return queryKey == QueryKey.ON ? both(found, plain(query.apply(QUERY_PARAMETER))) : found;
    }

    private static Shown both(Shown one, Shown other) {
        if (one instanceof Nothing) {
            return other;
        }
        return other instanceof Nothing ? one : SEVERAL;
    }

    private static Shown bearer(List<String> values) {
        if (values.size() != 1) {
            return values.isEmpty() ? NOTHING : SEVERAL;
        }
        String value = values.get(0);
        int scheme = BEARER.length();
        boolean isBearer = value.length() > scheme
                && value.regionMatches(true, 0, BEARER, 0, scheme)
                && value.charAt(scheme) == ' ';
        return isBearer ? token(value.substring(scheme + 1)) : UNFIT;
    }

    private static Shown plain(List<String> values) {
        if (values.size() != 1) {
            return values.isEmpty() ? NOTHING : SEVERAL;
        }
        return token(values.get(0));
    }

    private static Shown token(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return UNFIT;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~' || c == ',') {
                return UNFIT;
            }
        }
        return new Token(text);
    }
}
