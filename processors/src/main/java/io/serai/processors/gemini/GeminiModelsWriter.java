package io.serai.processors.gemini;

import io.serai.api.error.CallerException;
import io.serai.api.model.ModelCatalog;
import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Catalog;
import io.serai.processors.frontend.PathBelow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Writes the answer to {@code GET …/models} and {@code GET …/models/{id}} (<a href="https://ai.google.dev/api/models">source</a>), by the
 * headers {@code CamelHttpPath} and {@code CamelHttpQuery}.
 */
public final class GeminiModelsWriter implements Processor {

    private static final String MODELS = "/models";
    private static final int LARGEST_PAGE = 1000;

    private final Catalog catalog = new Catalog();

    /** Where to look models up; by default the registry's only {@link ModelCatalog}. */
    public void setCatalog(ModelCatalog named) {
        catalog.set(named);
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String path = message.getHeader(Exchange.HTTP_PATH, "", String.class);
        int at = path.indexOf(MODELS);
        String id = PathBelow.of(exchange, at < 0 ? path : path.substring(0, at + MODELS.length()))
                .orElse(path);
        ModelCatalog models = catalog.of(exchange);
        Answer.write(
                exchange,
                id.isEmpty()
                        ? page(ModelWords.all(models), message.getHeader(Exchange.HTTP_QUERY, "", String.class))
                        : ModelWords.one(models, id).orElseThrow(() -> Catalog.unknown(id)));
    }

    /** The page's token is the position of its first model. */
    private static Map<String, Object> page(List<Map<String, Object>> models, String query) {
        int size = parameter(query, "pageSize", LARGEST_PAGE);
        int from = Math.min(parameter(query, "pageToken", 0), models.size());
        int to = (int) Math.min((long) from + (size == 0 ? LARGEST_PAGE : size), models.size());
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("models", models.subList(from, to));
        if (to < models.size()) {
            page.put("nextPageToken", Integer.toString(to));
        }
        return page;
    }

    private static int parameter(String query, String name, int otherwise) {
        for (String parameter : query.split("&")) {
            if (parameter.startsWith(name + "=") && parameter.length() > name.length() + 1) {
                try {
                    return Math.max(0, Integer.parseInt(parameter.substring(name.length() + 1)));
                } catch (NumberFormatException e) {
                    throw CallerException.badField(name, "`" + name + "` is not valid.");
                }
            }
        }
        return otherwise;
    }
}
