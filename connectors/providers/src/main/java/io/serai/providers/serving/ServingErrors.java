package io.serai.providers.serving;

import io.serai.api.error.SeraiException;
import io.serai.providers.http.ErrorBody;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator.Refusal;
import java.util.Locale;

/** What model servers' refusals mean, where their status does not say it. */
public final class ServingErrors {

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final ProviderErrors errors;

    public ServingErrors(ProviderErrors errors) {
        this.errors = errors;
    }

    SeraiException of(Refusal refusal) {
        return refusal.status() == BAD_REQUEST ? of(BAD_REQUEST, ErrorBody.parse(refusal.body())) : errors.of(refusal);
    }

    /** What a complaint under this HTTP status means, whatever status it came with. */
    public SeraiException of(int status, ErrorBody body) {
        if (status == BAD_REQUEST) {
            // TorchServe: https://docs.pytorch.org/serve/token_authorization_api.html
            if ("InvalidKeyException".equals(body.type())) {
                return errors.of(UNAUTHORIZED, body);
            }
            // Triton: a model that it does not have is an invalid argument, over REST and gRPC alike.
            if (isUnknownModel(body.message())) {
                return errors.of(NOT_FOUND, body);
            }
        }
        return errors.of(status, body);
    }

    private static boolean isUnknownModel(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return text.contains("unknown model") || (text.startsWith("model") && text.contains("not found"));
    }
}
