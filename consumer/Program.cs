using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer;

try
{
    await ConsumerHost.Create(new ConsumerHostOptions { Args = args }).RunAsync();
    return 0;
}
catch (OptionsValidationException exception)
{
    foreach (var failure in exception.Failures)
    {
        await Console.Error.WriteLineAsync(failure);
    }

    return 2;
}
