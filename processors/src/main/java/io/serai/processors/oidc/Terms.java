package io.serai.processors.oidc;

import io.serai.api.call.DurationText;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values that {@code oidc.yaml} is written in. What does not fit is refused by file, line and key. */
final class Terms {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})KiB");
    private static final int KIBI = 1024;

    private Terms() {}

    /** From 1 millisecond to the longest. */
    static Duration duration(YamlMap map, String key, Duration fallback, Duration longest) {
        return map.find(key).map(node -> duration(node, longest)).orElse(fallback);
    }

    private static Duration duration(YamlNode node, Duration longest) {
        Duration duration = DurationText.read(node.scalar().written())
                .orElseThrow(
                        () -> node.wrong("expected a duration such as 500ms, 30s, 5m or 24h, found " + node.words()));
        if (duration.isZero() || duration.compareTo(longest) > 0) {
            throw node.wrong("expected a duration above 0 and up to " + words(longest) + ", found " + node.words());
        }
        return duration;
    }

    private static String words(Duration duration) {
        return duration.toSeconds() % 3600 == 0 ? duration.toHours() + "h" : duration.toSeconds() + "s";
    }

    /** Such as {@code 16KiB}. */
    static int size(YamlMap map, String key, int fallback, int mostKibi) {
        return map.find(key)
                .map(node -> {
                    Matcher parts = SIZE.matcher(node.scalar().written());
                    if (!parts.matches()
                            || Integer.parseInt(parts.group(1)) < 1
                            || Integer.parseInt(parts.group(1)) > mostKibi) {
                        throw node.wrong("expected a size from 1KiB to " + mostKibi + "KiB, found " + node.words());
                    }
                    return Integer.parseInt(parts.group(1)) * KIBI;
                })
                .orElse(fallback);
    }

    static int count(YamlMap map, String key, int fallback, int most) {
        return map.find(key).map(node -> (int) node.scalar().whole(1, most)).orElse(fallback);
    }

    /** A list of texts, at least one of them. */
    static Set<String> texts(YamlNode node) {
        List<String> texts = node.list().texts();
        if (texts.isEmpty()) {
            throw node.wrong("expected at least one, found an empty list");
        }
        return new LinkedHashSet<>(texts);
    }

    /**
     * A web address without user, query and fragment. Without TLS whoever sits between could give the gateway keys of his own, so that
     * has to be the same machine or has to be allowed.
     */
    static URI address(YamlNode node, Transport transport) {
        URI uri = uri(node);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean plain = scheme.equals("http");
        if ((!plain && !scheme.equals("https"))
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw node.wrong("expected an address such as https://id.example.com/realms/serai, found " + node.words());
        }
        if (plain && transport == Transport.TLS && !isThisMachine(uri.getHost())) {
            throw node.wrong("expected https, found " + node.words()
                    + "; where the network between can be trusted, set 'insecure-http: true' beside it");
        }
        return uri;
    }

    private static URI uri(YamlNode node) {
        try {
            return new URI(node.scalar().text());
        } catch (URISyntaxException e) {
            throw node.wrong("expected an address, found " + node.words());
        }
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** What addresses without TLS are. */
    enum Transport {
        /** Wrong, but on this machine. */
        TLS,
        /** Right. */
        ANY
    }
}
