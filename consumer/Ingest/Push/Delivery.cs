using NextCode.Attempts.Consumer.DeadLetters;

namespace NextCode.Attempts.Consumer.Ingest.Push;

/// <summary>One request as a message.</summary>
/// <param name="Form">How it was delivered, for the metric.</param>
/// <param name="Message">The message; where none can be read from the request, its body as it is.</param>
/// <param name="Rejection">Why no message can be read from the request; null when one can.</param>
internal sealed record Delivery(DeliveryForm Form, IncomingMessage Message, Rejection? Rejection = null);

/// <summary>The forms in which a message arrives over HTTP.</summary>
internal enum DeliveryForm
{
    /// <summary>Pub/Sub's push, message and all in a JSON body.</summary>
    Wrapped,

    /// <summary>Pub/Sub's push without wrapper: the body is the data, headers carry the attributes.</summary>
    Unwrapped,

    /// <summary>A CloudEvent in the HTTP binding's binary mode.</summary>
    HttpBinary,

    /// <summary>A CloudEvent in the HTTP binding's structured mode.</summary>
    HttpStructured,

    /// <summary>Eventarc's event, whose data are Pub/Sub's push.</summary>
    Eventarc,

    /// <summary>Fetched from the subscription.</summary>
    Pulled,

    /// <summary>None of these.</summary>
    Unknown,
}
