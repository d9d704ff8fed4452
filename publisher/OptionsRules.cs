using Microsoft.Extensions.Options;

namespace NextCode.Attempts.Publisher;

/// <summary>Validates options by rules that list everything that is wrong, not only the first.</summary>
internal sealed class OptionsRules<TOptions>(Func<TOptions, IEnumerable<string>> broken) : IValidateOptions<TOptions>
    where TOptions : class
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var errors = broken(options).ToList();
        return errors.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(errors.Select(error => $"{typeof(TOptions).Name}.{error}"));
    }
}
