package io.serai.gateway.http;

import io.serai.api.error.ErrorShape;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Whose words a failure is told in: those of the API to which the path belongs, whether or not a route serves it.
 *
 * @param known in the order in which they are asked
 * @param otherwise for paths that none of them knows
 */
public record ErrorShapes(List<ErrorShape> known, ErrorShape otherwise) {

    /** All that the class path has. */
    public static ErrorShapes installed(ErrorShape otherwise) {
        return new ErrorShapes(
                ServiceLoader.load(ErrorShape.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                otherwise);
    }

    ErrorShape of(@Nullable String path) {
        if (path != null) {
            for (ErrorShape shape : known) {
                if (shape.serves(path)) {
                    return shape;
                }
            }
        }
        return otherwise;
    }
}
