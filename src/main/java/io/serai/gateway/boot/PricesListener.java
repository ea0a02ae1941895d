package io.serai.gateway.boot;

import io.serai.gateway.reload.RouteFolders;
import io.serai.processors.prices.Costs;
import io.serai.processors.prices.PriceBook;
import io.serai.processors.prices.PriceList;
import io.serai.processors.prices.PriceListReader;
import io.serai.processors.prices.UnpricedListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/**
 * Tells a context what models cost: by the list that the gateway comes with, and by the {@code prices.yaml} of its folders, of which the
 * later go before the earlier.
 */
final class PricesListener extends MainListenerSupport {

    private static final String SHIPPED = "routes/prices.yaml";

    private final RouteFolders folders;
    private final UnpricedListener unpriced;

    PricesListener(RouteFolders folders, UnpricedListener unpriced) {
        this.folders = folders;
        this.unpriced = unpriced;
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        PriceList prices = shipped();
        for (Map.Entry<String, String> list : folders.prices().entrySet()) {
            prices = prices.with(PriceListReader.read(list.getKey(), list.getValue()));
        }
        CamelContext context = main.getCamelContext();
        PriceBook book = new PriceBook(prices, new ListedProviders(context), unpriced);
        context.getCamelContextExtension().addContextPlugin(Costs.class, new Costs(book, InstantSource.system()));
    }

    private static PriceList shipped() {
        try (InputStream list = PricesListener.class.getClassLoader().getResourceAsStream(SHIPPED)) {
            return list == null
                    ? PriceList.EMPTY
                    : PriceListReader.read(SHIPPED, new String(list.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
