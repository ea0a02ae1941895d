package io.serai.gateway.boot;

import java.util.Map;
import org.apache.camel.spi.HeadersMapFactory;

/** Gives messages a {@link HeaderMap} each. */
final class HeaderMapFactory implements HeadersMapFactory {

    @Override
    public Map<String, Object> newMap() {
        return new HeaderMap();
    }

    @Override
    public Map<String, Object> newMap(Map<String, Object> headers) {
        HeaderMap copy = new HeaderMap();
        copy.putAll(headers);
        return copy;
    }

    @Override
    public boolean isInstanceOf(Map<String, Object> headers) {
        return headers instanceof HeaderMap;
    }

    @Override
    public boolean isCaseInsensitive() {
        return true;
    }
}
