namespace NextCode.Attempts.Consumer.DeadLetters;

/// <summary>Where on the way a message was found to be none that can become a row.</summary>
internal static class Stages
{
    public const string Receive = "receive";
    public const string Decode = "decode";
    public const string Insert = "insert";
    public const string Delivery = "delivery";
}
