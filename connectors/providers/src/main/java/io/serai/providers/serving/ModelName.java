package io.serai.providers.serving;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model of a server that keeps several versions of each.
 *
 * @param name of the model
 * @param by the word between it and what chooses the version, as paths have it; empty where nothing does
 * @param version the version or label; empty where the server is to choose
 */
public record ModelName(String name, String by, String version) {

    /** The member of a request that chooses a version, as the protocol's answer and gRPC's request call it. */
    static final String VERSION = "model_version";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /**
     * A model as it is called, {@code resnet} or {@code resnet/versions/2}, the way the servers' own paths have it.
     *
     * @param request whose {@code model_version} counts where the model's name has none
     * @param choosers the words between a model and its version; the first goes before a {@code model_version}
     */
    public static ModelName of(String model, Map<String, Object> request, List<String> choosers) {
        for (String by : choosers) {
            String between = "/" + by + "/";
            int at = model.lastIndexOf(between);
            if (at > 0 && at + between.length() < model.length()) {
                return new ModelName(model.substring(0, at), by, model.substring(at + between.length()));
            }
        }
        return request.get(VERSION) instanceof String version && !version.isEmpty()
                ? new ModelName(model, choosers.get(0), version)
                : new ModelName(model, "", "");
    }

    /** The version, where one was chosen; a label is none. */
    public Optional<String> chosenVersion() {
        return version.isEmpty() || by.equals("labels") ? Optional.empty() : Optional.of(version);
    }

    /** {@code resnet/versions/2}, fit for a path. */
    public String path() {
        return version.isEmpty() ? segment(name) : segment(name) + "/" + by + "/" + segment(version);
    }

    /**
     * One segment of a path: all but RFC 3986's unreserved characters are escaped, so that a model's name can't leave its place.
     *
     * @throws io.serai.api.error.SeraiException {@code caller_not_found} where it is {@code .} or {@code ..}, which no escape keeps from being a step
     */
    public static String segment(String text) {
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new CallerException(ErrorKind.CALLER_NOT_FOUND, "The model `" + text + "` does not exist.")
                    .withParam("model")
                    .withCode("model_not_found");
        }
        StringBuilder path = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b)) {
                path.append((char) b);
            } else {
                path.append('%').append(HEX.toHexDigits(b));
            }
        }
        return path.toString();
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }
}
