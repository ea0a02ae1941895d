package io.serai.providers.http;

import java.util.Map;

/**
 * One request to a provider.
 *
 * @param provider whom failures are told of
 * @param target where it is
 * @param method such as {@code POST}
 * @param path after the target's base path; starts with a slash
 * @param headers by name; what HTTP itself needs is added
 * @param body its bytes, empty for none; not to be changed any more
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
public record UpstreamRequest(
        String provider, UpstreamTarget target, String method, String path, Map<String, String> headers, byte[] body) {

    /** Says neither path nor headers, which may hold secrets. */
    @Override
    public String toString() {
        return method + " to provider '" + provider + "', " + body.length + " bytes";
    }
}
