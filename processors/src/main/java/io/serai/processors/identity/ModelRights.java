package io.serai.processors.identity;

import io.serai.api.call.CallCheck;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.PolicyException;
import io.serai.api.error.SeraiException;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCard.Visibility;
import io.serai.processors.identity.Subscriptions.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Whether a caller may call a model: by its roles, by what its key is narrowed to, by who may see the model and by what its application has
 * subscribed to. A model that it may not know of does not exist for it.
 */
public final class ModelRights implements CallCheck {

    private final Subscriptions subscriptions;

    public ModelRights(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public Permit admit(Ask ask) {
        Caller caller = ask.caller();
        if (caller == null) {
            throw new CallerException(ErrorKind.CALLER_UNAUTHENTICATED, "Nobody is known to have made this call.");
        }
        String model = ask.card().id();
        if (Rights.reach(caller, Right.MODELS_INVOKE) == Reach.NONE) {
            throw new CallerException(ErrorKind.CALLER_FORBIDDEN, "You may not call models.");
        }
        if (!ModelNames.match(caller.models(), model)) {
            throw unknown(model);
        }
        Visibility visibility = visibility(caller, ask.card());
        if (visibility == Visibility.OPEN || isSubscribed(caller, model)) {
            return Permit.PLAIN;
        }
        if (visibility == Visibility.ON_REQUEST) {
            throw new PolicyException(
                            ErrorKind.POLICY_SUBSCRIPTION_REQUIRED,
                            "The model `" + model + "` is for applications that have subscribed to it.")
                    .withParam("model");
        }
        throw unknown(model);
    }

    @Override
    public boolean shows(@Nullable Caller caller, ModelCard card) {
        return caller != null
                && (isAllowed(caller, Right.MODELS_INVOKE) || isAllowed(caller, Right.MODELS_READ))
                && ModelNames.touch(caller.models(), card.id())
                && (visibility(caller, card) != Visibility.PRIVATE || isSubscribed(caller, card.id()));
    }

    private static boolean isAllowed(Caller caller, Right right) {
        return Rights.reach(caller, right) != Reach.NONE;
    }

    private Visibility visibility(Caller caller, ModelCard card) {
        return subscriptions.visibility(Kind.MODEL, card.id(), caller.tenant()).orElse(card.visibility());
    }

    /** A person calls without an application; only who runs the platform needs no subscription. */
    private boolean isSubscribed(Caller caller, String model) {
        return caller.is(Role.PLATFORM_ADMIN)
                || (!caller.app().isEmpty() && subscriptions.subscribed(caller.app(), Kind.MODEL, model));
    }

    /** In the words in which a model that nobody has published is refused. */
    private static SeraiException unknown(String model) {
        return new CallerException(ErrorKind.CALLER_NOT_FOUND, "The model `" + model + "` does not exist.")
                .withParam("model")
                .withCode("model_not_found");
    }
}
