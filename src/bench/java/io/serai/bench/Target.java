package io.serai.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that answers {@code POST /v1/chat/completions}, by itself (the mock) or by asking the mock.
 *
 * @param detail version, and flags when it runs on Java
 * @param modelPrefix put before the mock's model names
 * @param headers that calls to it carry
 * @param runtime says how long it needs to get up to speed
 * @param readyMillis from its start to its first answer
 */
record Target(
        String name,
        String detail,
        ChildProcess process,
        int port,
        String modelPrefix,
        Map<String, String> headers,
        Runtime runtime,
        long readyMillis)
        implements Entry {

    /** What executes it. */
    enum Runtime {
        NATIVE,
        JAVASCRIPT,
        JVM
    }

    static final String DIRECT = "direct";
    static final String BARE = "bare Vert.x proxy";
    static final String NGINX = "nginx proxy_pass";
    static final String SERAI = "Serai";
    static final String PORTKEY = "Portkey gateway";

    /** The order in which targets are measured and shown. */
    static final List<String> ALL = List.of(DIRECT, NGINX, BARE, SERAI, PORTKEY);

    /** The same, as it answers for another provider. */
    Target calling(String provider, String named) {
        return new Target(named, detail, process, port, provider + "/", headers, runtime, readyMillis);
    }

    /** The same, told more with each call. */
    Target sending(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Target(name, detail, process, port, modelPrefix, all, runtime, readyMillis);
    }

    Call json() {
        return json("bench-json", 12);
    }

    Call json(String model, int promptWords) {
        return new Call(port, headers, modelPrefix + model, 0, promptWords, Call.ALIKE);
    }

    Call stream(int chunks, int millis) {
        return new Call(port, headers, modelPrefix + MockAnswer.stream(chunks, millis), chunks, 12, Call.ALIKE);
    }
}
