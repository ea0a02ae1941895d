package io.serai.gateway.importing;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model as LiteLLM writes it behind {@code bedrock/}: with the API that it is called by, or with a region.
 *
 * @param name as Bedrock calls it
 * @param region where it says one
 */
record BedrockModel(String name, Optional<String> region) {

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    private static final Pattern API = Pattern.compile("(converse|invoke|converse_like|async_invoke)/");

    static BedrockModel of(String written) {
        String model = API.matcher(written).lookingAt() ? written.substring(written.indexOf('/') + 1) : written;
        int slash = model.indexOf('/');
        return slash > 0 && REGION.matcher(model.substring(0, slash)).matches()
                ? new BedrockModel(model.substring(slash + 1), Optional.of(model.substring(0, slash)))
                : new BedrockModel(model, Optional.empty());
    }
}
