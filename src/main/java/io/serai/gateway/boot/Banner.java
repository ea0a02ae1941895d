package io.serai.gateway.boot;

import io.serai.api.model.ModelCard;
import io.serai.gateway.http.HttpSettings;
import io.serai.gateway.identity.AuthSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the gateway says once it is there. */
final class Banner {

    /** The model of the README's first call, where it is there. */
    private static final String FIRST_CALL = "demo";

    private Banner() {}

    static String of(Gateway gateway, Duration took) {
        HttpSettings http = gateway.server().settings();
        String scheme = http.tls().isPresent() ? "https" : "http";
        String host = http.host().equals("0.0.0.0") ? "127.0.0.1" : http.host();
        String address = scheme + "://" + host + ":" + gateway.port();
        List<ModelCard> models = gateway.models().models();
        StringBuilder said = new StringBuilder(gateway.asksCallers() ? "" : AuthSettings.OPEN_NOTICE);
        said.append(String.format(
                Locale.ROOT, "Serai listens on %s (started in %.1f s)%n", address, took.toMillis() / 1000.0));
        if (gateway.managementPort() > 0) {
            said.append("Metrics on http://127.0.0.1:")
                    .append(gateway.managementPort())
                    .append("/metrics\n");
        }
        said.append("Models:\n");
        for (ModelCard model : models) {
            said.append(String.format(Locale.ROOT, "  %-24s %s%s%n", model.id(), status(model), model.description()));
        }
        String example = models.stream()
                .map(ModelCard::id)
                .filter(id -> !id.endsWith("/*"))
                .min(Comparator.comparing(id -> !id.equals(FIRST_CALL)))
                .orElse("simulated/demo");
        said.append("Try it:\n  curl -N ")
                .append(address)
                .append("/v1/chat/completions -H 'content-type: application/json' ")
                .append(gateway.asksCallers() ? "-H \"authorization: Bearer $SERAI_ADMIN_KEY\" " : "")
                .append("-d '{\"model\":\"")
                .append(example)
                .append("\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}'\n");
        return said.toString();
    }

    private static String status(ModelCard model) {
        return switch (model.status()) {
            case READY -> "";
            case NOT_CONFIGURED -> "(not configured) ";
            case SIMULATED -> "(simulated) ";
        };
    }
}
