namespace NextCode.Attempts.Consumer.DeadLetters.Box;

/// <summary>Where letters wait.</summary>
internal interface ILetterSource
{
    /// <summary>Begins a way through the letters.</summary>
    ILetterWalk Walk();
}
